#!/bin/sh
# Turns the first start of PostgreSQL into two roles: one that owns the tables, one that row-level security binds.
set -eu
secrets=${SECRETS:-/run/secrets}
# Passwords go in through standard input: no command line shows them.
psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<SQL
\set owner_password \`cat "$secrets/postgres.owner"\`
\set app_password \`cat "$secrets/postgres.app"\`
CREATE ROLE talentjoin_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE talentjoin_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'app_password';
REVOKE ALL ON DATABASE "$POSTGRES_DB" FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE "$POSTGRES_DB" TO talentjoin_owner;
GRANT CONNECT, TEMPORARY ON DATABASE "$POSTGRES_DB" TO talentjoin_app;
SQL
