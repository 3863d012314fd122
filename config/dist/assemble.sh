#!/usr/bin/env bash
# Completes the image that the Maven module beside this file has begun: its launchers and documents, fixed file times,
# and caches of loaded classes (rehearse.sh). Called by that module: assemble.sh IMAGE REPOSITORY SECONDS.
set -euo pipefail
image=$(realpath "$1") root=$(realpath "$2") seconds=$3

# The order on the class path is part of what a cache is valid for, so it is written down here.
jars() { # folder: its jars as a class path
  local jar path=
  for jar in "$image/lib/$1"/*.jar; do
    path+=${path:+:}"\$home/lib/$1/$(basename "$jar")"
  done
  printf '%s' "$path"
}
client=$(jars app) relay=$(jars relay)
sqlite='-Dorg.sqlite.lib.path="$home/lib/native" -Dorg.sqlite.lib.name=libsqlitejdbc.so'
# A package brings Java and libraries of its own; a checkout's launcher names the Java it has found.
java='${XFTP_JAVA:-java}' natives=
if [ -d "$image/lib/runtime" ]; then
  for native in libsodium.so libsqlitejdbc.so; do
    [ -s "$image/lib/native/$native" ] || { echo "assemble.sh: no $native" >&2; exit 1; }
  done
  # Whatever launchers of a checkout say of a Java at each start, a package must not come with it.
  complaint=$(java=$image/lib/runtime/bin/java && . "$root/config/dist/java.sh" 2>&1) || true
  if [ -n "$complaint" ]; then
    printf '%s\n' "$complaint" >&2
    exit 1
  fi
  java='$home/lib/runtime/bin/java'
  natives='-Dxftp.sodium="$home/lib/native/libsodium.so" '$sqlite
elif [ "$(uname -s)" = Linux ]; then
  # Else the driver unpacks its library at each start, and a relay that a signal has ended leaves it in /tmp.
  tool=${XFTP_JAVA:-java}
  library=org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so
  mkdir -p "$image/lib/native"
  (cd "$image/lib/native" && "${tool%java}jar" --extract --file ../relay/sqlite-jdbc-*.jar "$library") || true
  if [ -s "$image/lib/native/$library" ]; then
    mv "$image/lib/native/$library" "$image/lib/native/"
    natives=$sqlite
  fi
  rm -rf "$image/lib/native/org"
fi
mkdir -p "$image/bin" "$image/share/examples"
for program in xftp xftp-server; do
  sed -e "s|@CLIENT@|$client|" -e "s|@RELAY@|$relay|" -e "s|@JAVA@|$java|" -e "s|@NATIVES@|$natives|" \
    "$root/config/dist/bin/$program" >"$image/bin/$program"
  chmod 755 "$image/bin/$program"
done
cp "$root/config/dist/throughput.sh" "$image/lib/"
rm -f "$image/lib/java.sh"
if ! [ -d "$image/lib/runtime" ]; then cp "$root/config/dist/java.sh" "$image/lib/"; fi
cp -r "$root"/docs/. "$image/share/"
# What this one links to lies in another place here.
sed 's|](\.\./config/|](examples/|g' "$root/docs/OPERATIONS.md" >"$image/share/OPERATIONS.md"
cp -r "$root/config/file-server.ini" "$root/config/systemd" "$root/config/proxy" "$root/config/backup" \
  "$root/config/grafana" "$root/config/prometheus" "$image/share/examples/"
chmod -R u+w,a+rX "$image"

# A cache is valid for jars of exactly these times; both packages carry them on.
find "$image" -exec touch -h -d "@$seconds" {} +
if ! "$root/config/dist/rehearse.sh" "$image"; then
  rm -rf "$image/lib/aot"
  # Without caches programs start slower: not what a package is for, but good enough for a checkout.
  [ ! -d "$image/lib/runtime" ]
  exit
fi
touch -d "@$seconds" "$image"/lib/aot/* "$image/lib/aot"
