#!/bin/sh
# Chooses the secrets of compose.yaml, in the folder secrets beside it, unless they are there. Run it as root.
set -eu
umask 077
cd "$(dirname "$0")"
[ ! -e secrets ] || { echo "$PWD/secrets is there already" >&2; exit 1; }
mkdir secrets.new
word() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }
word 24 >secrets.new/db_password
word 10 >secrets.new/s3_access_key
word 24 >secrets.new/s3_secret_key
printf '{"identities":[{"name":"xftp","credentials":[{"accessKey":"%s","secretKey":"%s"}],"actions":["Admin"]}]}\n' \
  "$(cat secrets.new/s3_access_key)" "$(cat secrets.new/s3_secret_key)" >secrets.new/s3_identities.json
# The user of the relays' containers reads these; the other containers begin as root.
chown 10001 secrets.new/db_password secrets.new/s3_access_key secrets.new/s3_secret_key
chmod 400 secrets.new/*
mv secrets.new secrets
