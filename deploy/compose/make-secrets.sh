#!/bin/sh
# Turns chance into every password, key and certificate that compose.yaml names, in a new folder `secrets` beside it.
# Run it once as root, since each file belongs to the one user who reads it. `make-secrets.sh NAME...` takes the names
# that clients call the service by (default: localhost).
set -eu
umask 077
folder=${SECRETS:-$(dirname "$0")/secrets}
days=825
postgres=999 opensearch=1000 talentjoin=10001 # the users of compose.yaml
[ $# -gt 0 ] || set -- localhost

if [ -e "$folder" ]; then
    echo "$folder is there already: what it holds opens the data, so nothing was changed" >&2
    exit 1
fi
command -v openssl >/dev/null 2>&1 || { echo "openssl is missing: install it" >&2; exit 1; }
mkdir -p "$folder/ca" "$folder/postgres" "$folder/opensearch" "$folder/talentjoin"

draw() { openssl rand -hex 32; }

# certificate FILE COMMON-NAME USAGE NAMES: a key, and a certificate of our own authority
certificate() {
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -subj "/CN=$2" \
        -out "$1.csr" 2>/dev/null
    printf 'basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=%s\nsubjectAltName=%s\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n' "$3" "$4" >"$1.ext"
    openssl x509 -req -in "$1.csr" -CA "$folder/ca/ca.crt" -CAkey "$folder/ca/ca.key" -CAcreateserial -sha256 \
        -days "$days" -extfile "$1.ext" -out "$1.crt" 2>/dev/null
    rm "$1.csr" "$1.ext"
}

for role in superuser owner app; do draw >"$folder/postgres/$role"; done
for role in owner app; do
    echo "postgres:5432:talentjoin:talentjoin_$role:$(cat "$folder/postgres/$role")" >"$folder/talentjoin/$role.pgpass"
done
draw >"$folder/talentjoin/master.key"

openssl req -x509 -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -days 3650 \
    -subj "/CN=talentjoin authority" -addext "basicConstraints=critical,CA:TRUE" \
    -addext "keyUsage=critical,keyCertSign,cRLSign" \
    -keyout "$folder/ca/ca.key" -out "$folder/ca/ca.crt" 2>/dev/null
certificate "$folder/opensearch/node" opensearch serverAuth,clientAuth DNS:opensearch,DNS:localhost
certificate "$folder/opensearch/admin" admin clientAuth DNS:admin
certificate "$folder/talentjoin/client" talentjoin clientAuth DNS:talentjoin
names=""
for name in "$@"; do names="$names${names:+,}DNS:$name"; done
certificate "$folder/talentjoin/tls" "$1" serverAuth "$names"

if [ "$(id -u)" = 0 ]; then
    chown -R "$postgres" "$folder/postgres"
    chown -R "$opensearch" "$folder/opensearch"
    chown -R "$talentjoin" "$folder/talentjoin"
else
    echo "Not root: give $folder/postgres to user $postgres, opensearch to $opensearch, talentjoin to $talentjoin" >&2
fi
chmod 755 "$folder" "$folder/ca"
chmod 644 "$folder/ca/ca.crt"
echo "Made $folder. Keep talentjoin/master.key and ca/ca.key in a safe place too, apart from the data's backups."
