#!/bin/sh
# Sets Stet up on a fresh machine: a virtual environment, its packages, and the system libraries that Qt needs.
# The list of system libraries is not guessed: ldd says which ones the installed Qt misses.
set -eu
PYTHON="${PYTHON:-python3}"
VENV="${VENV:-.venv}"

say() { printf 'stet: %s\n' "$*"; }
stop() { printf 'stet: %s\n' "$*" >&2; exit 1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1; then sudo "$@"
    else return 1
    fi
}

apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    say "installing with apt-get:$(printf ' %s' "$@")"
    as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Debian 13 and Ubuntu 24.04 renamed some packages for 64-bit time: take the name this system has.
available() {
    if apt-cache show "$1t64" >/dev/null 2>&1; then echo "$1t64"; else echo "$1"; fi
}

package_of() {
    case "$1" in
        libasound.so.2) available libasound2 ;;
        libglib-2.0.so.0|libgthread-2.0.so.0) available libglib2.0-0 ;;
        libatk-1.0.so.0) available libatk1.0-0 ;;
        libEGL.so.1) echo libegl1 ;;
        libGL.so.1|libGLX.so.0|libOpenGL.so.0) echo "libgl1 libopengl0" ;;
        libnss3.so|libnssutil3.so|libsmime3.so|libssl3.so) echo libnss3 ;;
        libnspr4.so|libplc4.so|libplds4.so) echo libnspr4 ;;
        libxkbcommon.so.0) echo libxkbcommon0 ;;
        libxkbcommon-x11.so.0) echo libxkbcommon-x11-0 ;;
        libxcb-cursor.so.0) echo libxcb-cursor0 ;;
        libxcb-icccm.so.4) echo libxcb-icccm4 ;;
        libxcb-image.so.0) echo libxcb-image0 ;;
        libxcb-keysyms.so.1) echo libxcb-keysyms1 ;;
        libxcb-randr.so.0) echo libxcb-randr0 ;;
        libxcb-render.so.0) echo libxcb-render0 ;;
        libxcb-render-util.so.0) echo libxcb-render-util0 ;;
        libxcb-shape.so.0) echo libxcb-shape0 ;;
        libxcb-shm.so.0) echo libxcb-shm0 ;;
        libxcb-sync.so.1) echo libxcb-sync1 ;;
        libxcb-util.so.1) echo libxcb-util1 ;;
        libxcb-xfixes.so.0) echo libxcb-xfixes0 ;;
        libxcb-xinerama.so.0) echo libxcb-xinerama0 ;;
        libxcb-xkb.so.1) echo libxcb-xkb1 ;;
        libxcb-glx.so.0) echo libxcb-glx0 ;;
        libxcb-dri3.so.0) echo libxcb-dri3-0 ;;
        libxcb.so.1) echo libxcb1 ;;
        libX11.so.6) echo libx11-6 ;;
        libX11-xcb.so.1) echo libx11-xcb1 ;;
        libXcomposite.so.1) echo libxcomposite1 ;;
        libXdamage.so.1) echo libxdamage1 ;;
        libXext.so.6) echo libxext6 ;;
        libXfixes.so.3) echo libxfixes3 ;;
        libXrandr.so.2) echo libxrandr2 ;;
        libXrender.so.1) echo libxrender1 ;;
        libXtst.so.6) echo libxtst6 ;;
        libxkbfile.so.1) echo libxkbfile1 ;;
        libdbus-1.so.3) echo libdbus-1-3 ;;
        libdrm.so.2) echo libdrm2 ;;
        libgbm.so.1) echo libgbm1 ;;
        libexpat.so.1) echo libexpat1 ;;
        libfontconfig.so.1) echo libfontconfig1 ;;
        libfreetype.so.6) echo libfreetype6 ;;
        libudev.so.1) echo libudev1 ;;
        libz.so.1) echo zlib1g ;;
        libzstd.so.1) echo libzstd1 ;;
        libbrotlidec.so.1) echo libbrotli1 ;;
        libwayland-client.so.0) echo libwayland-client0 ;;
        libwayland-cursor.so.0) echo libwayland-cursor0 ;;
        libwayland-egl.so.1) echo libwayland-egl1 ;;
        libwayland-server.so.0) echo libwayland-server0 ;;
        libgssapi_krb5.so.2) echo libgssapi-krb5-2 ;;
        libsystemd.so.0) echo libsystemd0 ;;
        libpulse.so.0|libpulse-mainloop-glib.so.0) echo libpulse0 ;;
        libcups.so.2) available libcups2 ;;
        *) return 1 ;;
    esac
}

missing_libraries() {
    qt="$("$VENV/bin/python" -c 'import importlib.util as u, pathlib as p; print(p.Path(u.find_spec("PySide6").origin).parent)')"
    for file in "$qt"/QtCore.abi3.so "$qt"/QtGui.abi3.so "$qt"/QtWidgets.abi3.so "$qt"/QtSvg.abi3.so \
        "$qt"/QtPrintSupport.abi3.so "$qt"/QtWebEngineWidgets.abi3.so "$qt"/Qt/libexec/QtWebEngineProcess \
        "$qt"/Qt/plugins/platforms/libqxcb.so "$qt"/Qt/plugins/platforms/libqoffscreen.so \
        "$qt"/Qt/plugins/xcbglintegrations/*.so "$qt"/Qt/plugins/imageformats/libqsvg.so; do
        [ -e "$file" ] && ldd "$file" 2>/dev/null
    done | awk '/not found/ {print $1}' | sort -u
}

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
    || stop "Python 3.11 or newer is needed; set PYTHON to its path, for example: make run PYTHON=python3.12"

if [ ! -x "$VENV/bin/python" ] || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
    say "creating the virtual environment in $VENV"
    if ! "$PYTHON" -m venv --clear "$VENV" >/dev/null 2>&1; then
        version="$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
        apt_install "python$version-venv" || stop "Python's venv module is missing; install it and run this again."
        "$PYTHON" -m venv --clear "$VENV"
    fi
fi

say "installing Stet and its packages (a few hundred megabytes the first time)"
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check -e '.[dev]'

if [ "$(uname -s)" = Linux ] && command -v ldd >/dev/null 2>&1; then
    missing="$(missing_libraries)"
    if [ -n "$missing" ]; then
        packages=""
        unknown=""
        command -v apt-get >/dev/null 2>&1 && [ -z "$(ls /var/lib/apt/lists 2>/dev/null | grep -v -e lock -e partial)" ] && as_root apt-get update -qq
        for library in $missing; do
            if found="$(package_of "$library")"; then packages="$packages $found"; else unknown="$unknown $library"; fi
        done
        # shellcheck disable=SC2086
        if ! apt_install $(printf '%s\n' $packages | sort -u); then
            stop "Qt needs these libraries, which are not on this system:$(printf ' %s' $missing). Install them with your system's package manager, then run this again."
        fi
        [ -z "$unknown" ] || say "Qt also misses$unknown; Stet knows no package for it."
        still="$(missing_libraries)"
        [ -z "$still" ] || stop "Qt still misses$(printf ' %s' $still). Install what provides it, then run this again."
    fi
fi
# Spelling is a comfort: where it cannot be had, Stet works without it and says so in its Edit menu.
can_spell() { "$VENV/bin/python" -c 'import enchant, sys; sys.exit(not enchant.list_languages())' >/dev/null 2>&1; }

# English, and the language this account speaks: hunspell-fr, hunspell-de-de, hunspell-pt-br ...
dictionary_packages() {
    place="$(printf '%s' "${LC_ALL:-${LANG:-}}" | cut -d. -f1 | tr 'A-Z_' 'a-z-')"
    for name in hunspell-en-us hunspell-en-gb "hunspell-${place%%-*}" "hunspell-$place" "hunspell-${place%%-*}-${place%%-*}"; do
        if [ -n "$(apt-cache search --names-only "^$name\$" 2>/dev/null)" ]; then echo "$name"; fi
    done | sort -u
}

if [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null 2>&1 && ! can_spell; then
    # shellcheck disable=SC2046
    apt_install libenchant-2-2 $(dictionary_packages) || say "no spelling dictionaries could be installed; Stet works without them."
fi
say "ready"
