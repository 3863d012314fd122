# Read by the launchers of an image without a Java of its own: says so where the one that was found is too old, which
# else complains of the first option that it does not know. A process is started only for a java that is a link.
# shellcheck shell=sh disable=SC2154 # the launchers set the variable
case $java in
  */*) place=$java ;;
  *) place=$(command -v -- "$java") ;;
esac
if ! [ -r "${place%/bin/java}/release" ]; then place=$(readlink -f -- "$place"); fi
if ! [ -x "$place" ]; then
  echo "${0##*/}: needs Java 25, found no $java: install one or set XFTP_JAVA to its program" >&2
  exit 1
fi
version=
if [ -r "${place%/bin/java}/release" ]; then
  while IFS='="' read -r key _ value _; do
    if [ "$key" = JAVA_VERSION ]; then version=$value; fi
  done <"${place%/bin/java}/release"
fi
# A Java that does not say its version may be the right one.
major=${version%%[!0-9]*}
if [ -n "$major" ] && [ "$major" -lt 25 ]; then
  echo "${0##*/}: needs Java 25, found $version at $place: install one or set XFTP_JAVA to its program" >&2
  exit 1
fi
# Updates with an error of virtual threads (JDK-8369227).
case $version in
  25 | 25.0.[12] | 25.0.[12].* | 26)
    echo "${0##*/}: warning: transfers can hang for ever with Java $version (JDK-8369227): update it to 25.0.3 or later" >&2 ;;
esac
