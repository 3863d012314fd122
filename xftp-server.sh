#!/usr/bin/env bash
# Starts the XFTP relay from a checkout; ./xftp does the work for both programs.
XFTP_PROGRAM=xftp-server exec "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/xftp" "$@"
