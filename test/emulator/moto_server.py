"""Runs moto's server on a free loopback port until standard input closes, so that it never outlives its test."""

import os
import sys
import threading

from moto.server import main


def exit_with_parent():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=exit_with_parent, daemon=True).start()
main(["--host", "127.0.0.1", "--port", "0"])
