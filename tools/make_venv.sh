#!/bin/sh
# Turn the first Python on PATH that is new enough into a virtual environment: make_venv.sh FOLDER [PYTHON].
set -eu

folder=$1
shift
tried=""
for python in "$@" python3 python3.14 python3.13 python3.12 python3.11 python; do
    command -v "$python" >/dev/null 2>&1 || continue
    tried="$tried $python"
    # A name on PATH may be a shim of a version that is not installed: only running it tells.
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "$python lacks the modules venv and ensurepip: install them (Debian, Ubuntu: apt install python3-venv)" >&2
        exit 1
    fi
    # A half-made environment must not pass for a whole one.
    trap 'rm -rf "$folder"' EXIT
    "$python" -m venv "$folder"
    trap - EXIT
    exit 0
done
echo "talentjoin needs Python 3.11 or newer; on PATH there is${tried:- no python3}." >&2
echo "Install one, or name it: make setup PYTHON=/path/to/python3" >&2
exit 1
