#!/bin/sh
# Two commands for a fresh Debian 12 or 13, or Ubuntu 24.04:
#
#   sh installer/bootstrap.sh demo [arguments of custody-liaison demo]
#   sh installer/bootstrap.sh test [arguments of pytest]
#
# Installs the system libraries that are missing (or prints the line that would), makes .venv
# from uv.lock, and runs. Downloads no Python, and touches nothing else outside this folder.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv=$root/.venv
stamp=$venv/.made-from
uv_release=0.13.9

# name in the linker's cache, Debian package. Names of packages resolve unchanged where the
# distribution has renamed them (libcups2 and libglib2.0-0 to …t64).
libraries_for_drawing='
libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libglib-2.0.so.0 libglib2.0-0
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3
'
libraries_for_a_window='
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libcups.so.2 libcups2
'
# file or command, Debian package.
data_for_all='
/usr/share/zoneinfo/Europe/London tzdata
'
programs_for_tests='
Xvfb xvfb
dbus-run-session dbus
/usr/libexec/at-spi-bus-launcher at-spi2-core
'

say() { printf '%s\n' "bootstrap: $*" >&2; }
stop() {
    say "$*"
    exit 1
}
usage() {
    printf '%s\n' 'usage: sh installer/bootstrap.sh demo [--headless] [--output FOLDER] …' \
        '       sh installer/bootstrap.sh test [pytest arguments]' >&2
    exit 2
}

# --- system libraries ---------------------------------------------------------------------------

linker_cache() {
    PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null || true
}

missing_libraries() { # table -> packages whose library the linker does not know
    printf '%s' "$1" | while read -r soname package; do
        [ -n "$soname" ] || continue
        printf '%s' "$known_libraries" | grep -qF "	$soname " || printf '%s ' "$package"
    done
}

missing_files() { # table -> packages whose file or command is not there
    printf '%s' "$1" | while read -r name package; do
        [ -n "$name" ] || continue
        [ -e "$name" ] || command -v "$name" >/dev/null 2>&1 || printf '%s ' "$package"
    done
}

as_administrator() { # false where there is no way to become one without a person
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    elif [ -t 0 ] || sudo -n true 2>/dev/null; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        return 1
    fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    [ -t 0 ] || sudo -n true 2>/dev/null
}

apt_install() {
    # shellcheck disable=SC2086 # A list of package names.
    as_administrator apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends $1
}

install_packages() { # packages; true once all of them are there
    say "installing system packages: $1"
    as_administrator apt-get -q -y -o DPkg::Lock::Timeout=300 update >"$apt_log" 2>&1 || true
    apt_install "$1" >>"$apt_log" 2>&1 && return 0
    # One name that this distribution lacks must not keep the others away.
    all=0
    for package in $1; do
        apt_install "$package" >>"$apt_log" 2>&1 || {
            all=1
            say "could not install $package: $(grep '^E:' "$apt_log" | tail -n 1)"
        }
    done
    return $all
}

want() { # packages; installs them, or says who could
    [ -n "$1" ] || return 0
    if may_install && install_packages "$1"; then
        return 0
    fi
    say "system packages are missing; someone who may install them can run:"
    say "    sudo apt-get install --no-install-recommends ${1% }"
    return 1
}

# --- Python and the environment -----------------------------------------------------------------

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() { # prints the newest interpreter that works
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null 2>&1 && is_new_enough "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

missing_python() { # packages without which no environment can be made
    python=$(find_python) || {
        printf 'python3 python3-venv '
        return 0
    }
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        printf '%s-venv ' "$(version_of "$python")"
}

version_of() {
    "$1" -c 'import sys; print("python%d.%d" % sys.version_info[:2])'
}

make_venv() {
    python=$(find_python) || stop 'Python 3.11 or newer is needed: use Debian 12, Ubuntu 24.04' \
        'or newer, or install a newer python3.'
    version=$(version_of "$python")
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        stop "$version cannot make an environment without the package $version-venv."
    say "making the environment .venv with $version"
    "$python" -m venv --clear "$venv" || stop "could not write $venv: is the folder writable?"
}

# What stands in .venv: `test` also holds everything that `demo` needs.
is_made() {
    "$venv/bin/python" -c '' 2>/dev/null && [ -f "$stamp" ] || return 1
    made=$(cat "$stamp")
    [ "$made" = "test $lock" ] || [ "$made" = "$mode $lock" ]
}

quietly() { # progress bars for a person, errors only for a log
    if [ -t 2 ]; then "$@" >&2; else "$@" --quiet >&2; fi
}

sync_environment() {
    lock=$(cat "$root/uv.lock" "$root/pyproject.toml" | sha256sum | cut -d ' ' -f 1)
    if is_made; then return 0; fi
    is_new_enough "$venv/bin/python" || make_venv
    if [ "$("$venv/bin/uv" --version 2>/dev/null | cut -d ' ' -f 2)" != "$uv_release" ]; then
        "$venv/bin/python" -m pip --version >/dev/null 2>&1 || make_venv
        say "installing uv $uv_release"
        quietly "$venv/bin/python" -m pip --disable-pip-version-check install "uv==$uv_release" ||
            stop 'could not fetch uv: check the network, the proxy, and SSL_CERT_FILE.'
    fi
    say 'installing what uv.lock names (130 to 190 MB the first time)'
    groups=--dev
    [ "$mode" = test ] || groups=--no-dev
    rm -f "$stamp"
    quietly "$venv/bin/uv" sync --project "$root" --locked --all-extras $groups ||
        stop 'could not make the environment, for the reason uv gives above. Nothing else was' \
            'changed: mend that (network, disk, uv.lock) and run this again.'
    printf '%s\n' "$mode $lock" >"$stamp"
}

# --- the two commands ---------------------------------------------------------------------------

[ $# -gt 0 ] || usage
mode=$1
shift
case $mode in
demo | test) ;;
*) usage ;;
esac

export LC_ALL=C.UTF-8
export UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1 UV_PROJECT_ENVIRONMENT="$venv"
# A proxy that opens TLS has its certificate named in one of these; pip and uv read one each.
: "${SSL_CERT_FILE:=${PIP_CERT:-}}"
: "${PIP_CERT:=$SSL_CERT_FILE}"
if [ -n "$SSL_CERT_FILE" ]; then export SSL_CERT_FILE PIP_CERT; else unset SSL_CERT_FILE PIP_CERT; fi
unset VIRTUAL_ENV PYTHONHOME PYTHONPATH || true

apt_log=$(mktemp)
trap 'rm -f "$apt_log"' EXIT
known_libraries=$(linker_cache)
drawing=$(missing_libraries "$libraries_for_drawing")
window=$(missing_libraries "$libraries_for_a_window")
if [ -n "${WAYLAND_DISPLAY:-}" ]; then
    window=$window$(missing_libraries 'libwayland-cursor.so.0 libwayland-cursor0
')
fi
time_zones=$(missing_files "$data_for_all")
programs=
[ "$mode" = demo ] || programs=$(missing_files "$programs_for_tests")

is_new_enough "$venv/bin/python" && python_packages= || python_packages=$(missing_python)

can_open_windows=yes
want "$python_packages$time_zones$drawing$window$programs" || {
    known_libraries=$(linker_cache)
    [ -z "$(missing_libraries "$libraries_for_drawing")" ] ||
        stop 'Qt cannot draw without these libraries; nothing was started.'
    [ -z "$(missing_libraries "$libraries_for_a_window")" ] || can_open_windows=no
    say 'going on without them.'
}
sync_environment
rm -f "$apt_log"
trap - EXIT

if [ "$mode" = test ]; then
    # Tests that need a display start one of their own.
    cd "$root"
    exec "$venv/bin/pytest" "$@"
fi
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$can_open_windows" = no ]; then
    export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
fi
exec "$venv/bin/custody-liaison" demo "$@"
