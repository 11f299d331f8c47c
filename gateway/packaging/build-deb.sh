#!/usr/bin/env bash
# Builds the Debian package of the gateway: gateway/packaging/build-deb.sh [arm64|amd64] → artifacts/jena-gateway_<version>_<arch>.deb
set -euo pipefail
cd "$(dirname "$0")/../.."

arch="${1:-arm64}"
case "$arch" in
  arm64) rid=linux-arm64 ;;
  amd64) rid=linux-x64 ;;
  *) echo "unknown architecture '$arch': use arm64 (Raspberry Pi, 64-bit system) or amd64" >&2; exit 2 ;;
esac

version="$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)"
stage="$(mktemp -d)"
trap 'rm -rf "$stage"' EXIT
root="$stage/jena-gateway"

install -d "$root/DEBIAN" "$root/usr/lib/jena-gateway" "$root/usr/bin" "$root/etc/jena-gateway" \
  "$root/lib/systemd/system" "$root/usr/share/doc/jena-gateway"

# One file with the runtime inside; the SQLite library lies beside it, so that nothing is unpacked at start.
# The publish has a build folder of its own: the developer's build stays as it is.
dotnet publish gateway/Jena.SensorNode.Gateway.csproj -c Release -r "$rid" --self-contained \
  -p:PublishSingleFile=true -p:DebugType=none -p:DebugSymbols=false \
  --artifacts-path "$stage/build" -o "$stage/out"
rm -f "$stage"/out/*.xml "$stage"/out/appsettings.Development.json
# The file beside the program holds the defaults, the one below /etc is the operator's.
install -m 644 "$stage/out/appsettings.json" "$root/etc/jena-gateway/appsettings.json"
cp -r "$stage/out/." "$root/usr/lib/jena-gateway/"
ln -s ../lib/jena-gateway/jena-gateway "$root/usr/bin/jena-gateway"

install -m 644 gateway/packaging/jena-gateway.service "$root/lib/systemd/system/"
install -m 644 README.md LICENSE "$root/usr/share/doc/jena-gateway/"
install -m 755 gateway/packaging/postinst gateway/packaging/prerm gateway/packaging/postrm "$root/DEBIAN/"
echo /etc/jena-gateway/appsettings.json > "$root/DEBIAN/conffiles"
sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@SIZE@/$(du -sk "$root" | cut -f1)/" \
  gateway/packaging/control > "$root/DEBIAN/control"

mkdir -p artifacts
dpkg-deb --root-owner-group --build "$root" "artifacts/jena-gateway_${version}_${arch}.deb"
