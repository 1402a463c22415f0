# Sets JAVA_HOME to a Java 25 that has the program "$needed": the one that JAVA_HOME names, else the one on the
# path, else the first that is installed in a usual place. Ends the script that reads this when there is none.
is_java_25() {
  [ -x "$1/bin/$needed" ] && "$1/bin/$needed" -version 2>&1 | head -n 1 | grep -q '[ "]25\([^0-9]\|$\)'
}
if [ -z "${JAVA_HOME-}" ] || ! is_java_25 "$JAVA_HOME"; then
  java_25=
  on_path=$(command -v "$needed" 2>/dev/null || :)
  if [ -n "$on_path" ] && is_java_25 "$(dirname "$(dirname "$on_path")")"; then
    # what is on the path may be a link or a shim: its java knows where home is
    java_25=$("$(dirname "$on_path")/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
  else
    for candidate in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/.sdkman/candidates/java/* \
      "${HOME-}"/.jdks/* "${HOME-}"/.asdf/installs/java/* /opt/* /opt/java/* /opt/homebrew/opt/openjdk*; do
      if is_java_25 "$candidate"; then
        java_25=$candidate
        break
      fi
    done
  fi
  if [ -z "$java_25" ]; then
    echo "Trainyard needs a Java 25, and none was found: install one (https://adoptium.net) or set JAVA_HOME to it." >&2
    exit 1
  fi
  JAVA_HOME=$java_25
fi
export JAVA_HOME
