#!/usr/bin/env bash
# Makes an image's caches of loaded classes (lib/aot) by running its programs once: rehearse.sh IMAGE.
set -euo pipefail
image=$(realpath "$1")
work=$(mktemp -d)
relay=
finish() {
  if [ -n "$relay" ] && kill -0 "$relay" 2>/dev/null; then kill "$relay"; fi
  rm -rf "$work"
}
trap finish EXIT
fail() {
  cat "$work/log" >&2
  echo "rehearse.sh: $1" >&2
  exit 1
}
# Classes only: with profiles, Java compiles at once what a whole transfer needs, and a small one waits for that.
without_profiles='-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining'
train() { # cache, command...: runs it, and leaves the cache behind
  local cache=$image/lib/aot/$1.aot
  shift
  XFTP_JAVA_OPTS="$without_profiles -XX:AOTCacheOutput=$cache" "$@" >>"$work/log" 2>&1
}

mkdir -p "$image/lib/aot"
rm -f "$image"/lib/aot/*
export HOME=$work XFTP_SERVER_CFG_PATH=$work/etc XFTP_SERVER_LOG_PATH=$work/var
cd "$work"
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS XDG_STATE_HOME XFTP_STATE
: >log
head -c 300000 /dev/urandom >file
"$image/bin/xftp-server" init --ip 127.0.0.1 -p "$work/srv" -q 100mb >>log 2>&1 || fail "the relay cannot be set up"
sed -i 's/^port = .*/port = 0/' etc/file-server.ini
XFTP_JAVA_OPTS="-XX:AOTCacheOutput=$image/lib/aot/relay.aot" "$image/bin/xftp-server" start >relay.log 2>&1 &
relay=$!
for _ in $(seq 300); do
  port=$(sed -n 's/^Listening on port \([0-9]*\).*/\1/p' relay.log)
  if [ -n "$port" ] || ! kill -0 "$relay" 2>/dev/null; then break; fi
  sleep 0.2
done
[ -n "$port" ] || { cat relay.log >>log; fail "the relay did not start"; }
server=xftp://$(cat etc/fingerprint)@127.0.0.1:$port
mkdir got
train transfer "$image/bin/xftp" rehearse send file "$work" -s "$server" , recv file.xftp/rcv1.xftp got -y \
  || fail "a transfer failed"
cmp file got/file || fail "the received file differs"
train offline "$image/bin/xftp" info file.xftp/snd.xftp.private || fail "reading a description failed"
kill "$relay"
wait "$relay" || { cat relay.log >>log; fail "the relay did not stop cleanly"; }
relay=
for cache in relay offline transfer; do
  [ -s "$image/lib/aot/$cache.aot" ] || { cat relay.log >>log; fail "no cache $cache.aot was made"; }
done
