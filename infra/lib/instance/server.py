"""What every instance of the fleet answers until the application takes its place.

GET /        who answers: service, region, zone, instance
GET /health  200 while the process runs: the load balancer keeps or replaces the instance by it
GET /ready   200 while this region could serve: DNS leads to the region, or away from it, by it

Python's standard library and the AWS CLI, both part of Amazon Linux 2023, are all it needs.
"""

import json
import os
import socket
import subprocess
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

METADATA = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254").rstrip("/")
AWS_CLI = os.environ.get("AWS_CLI", "/usr/bin/aws")
CHECK_SECONDS = float(os.environ.get("CHECK_SECONDS", "15"))
# Older than this, an answer is no answer: the checks hang, or their thread is gone.
STALE_SECONDS = float(os.environ.get("STALE_SECONDS", "60"))
CONNECT_SECONDS = 2
COMMAND_SECONDS = 10


class NotReady(Exception):
    """Its text says what the region lacks; it goes to anyone who asks, so it holds nothing of AWS's own words."""


def metadata(path):
    """IMDSv2: a token first, then the question."""
    ask = urllib.request.Request(
        METADATA + "/latest/api/token", method="PUT", headers={"X-aws-ec2-metadata-token-ttl-seconds": "60"}
    )
    with urllib.request.urlopen(ask, timeout=CONNECT_SECONDS) as answer:
        token = answer.read().decode()
    ask = urllib.request.Request(METADATA + "/latest/meta-data/" + path, headers={"X-aws-ec2-metadata-token": token})
    with urllib.request.urlopen(ask, timeout=CONNECT_SECONDS) as answer:
        return answer.read().decode()


def identify():
    """Retried until the metadata service answers: it may be later than this process."""
    while True:
        try:
            return {
                "service": os.environ["SERVICE_NAME"],
                "region": metadata("placement/region"),
                "zone": metadata("placement/availability-zone"),
                "instance": metadata("instance-id"),
            }
        except OSError as error:
            print("metadata not there yet:", error, flush=True)
            time.sleep(1)


def aws(region, *words):
    """One call of the AWS CLI, parsed. The CLI's own error goes to the log alone."""
    done = subprocess.run(
        [AWS_CLI, *words, "--output", "json", "--region", region],
        capture_output=True,
        text=True,
        timeout=COMMAND_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        print("aws", words[0], words[1], "failed:", done.stderr.strip(), flush=True)
        raise NotReady(words[0] + " does not answer")
    return json.loads(done.stdout or "{}")


class Readiness:
    """Asks, again and again, for what requests will need; requests only read the last answer."""

    def __init__(self, region):
        self.region = region
        self.settings = None
        self.has_credentials = False
        self.missing = "not checked yet"
        self.checked = 0.0

    def watch(self):
        while True:
            try:
                self.check()
                self.missing = None
            except NotReady as error:
                self.missing = str(error)
            except Exception as error:  # whatever it is, the region is not known to be ready, and the next check comes
                print("check failed:", repr(error), flush=True)
                self.missing = "check failed"
            self.checked = time.monotonic()
            time.sleep(CHECK_SECONDS)

    def check(self):
        if self.settings is None:
            self.settings = self.read_settings()
        if not self.has_credentials:
            aws(self.region, "secretsmanager", "get-secret-value", "--secret-id", os.environ["DATABASE_SECRET"])
            self.has_credentials = True
        key = json.dumps({"id": {"S": "readiness"}})
        aws(self.region, "dynamodb", "get-item", "--table-name", os.environ["SESSION_TABLE"], "--key", key)
        self.reach_database()

    def read_settings(self):
        name = os.environ["SETTINGS_PARAMETER"]
        found = aws(self.region, "ssm", "get-parameters", "--with-decryption", "--names", name).get("Parameters", [])
        if not found:
            raise NotReady("settings are missing")
        return json.loads(found[0]["Value"])

    def reach_database(self):
        address = (self.settings["databaseHost"], int(self.settings["databasePort"]))
        try:
            socket.create_connection(address, timeout=CONNECT_SECONDS).close()
        except OSError as error:
            print("database:", error, flush=True)
            raise NotReady("database does not answer") from error

    def answer(self):
        if time.monotonic() - self.checked > STALE_SECONDS:
            return 503, {"ready": False, "missing": "checks are stuck" if self.checked else self.missing}
        if self.missing is not None:
            return 503, {"ready": False, "missing": self.missing}
        return 200, {"ready": True}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "fleet"
    sys_version = ""
    # A client that says nothing must not hold a thread for ever.
    timeout = 30

    def do_GET(self):
        path = self.path.split("?", 1)[0]
        if path == "/":
            self.reply(200, self.server.identity)
        elif path == "/health":
            self.reply(200, {"status": "ok"})
        elif path == "/ready":
            self.reply(*self.server.readiness.answer())
        else:
            self.reply(404, {"error": "not found"})

    do_HEAD = do_GET

    def has_body(self):
        return "Transfer-Encoding" in self.headers or self.headers.get("Content-Length", "0").strip() != "0"

    def reply(self, status, body):
        payload = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        if self.has_body():
            # Nobody reads it: left on the connection it would be taken for the next request, perhaps another client's.
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(payload)

    def log_message(self, form, *values):
        # Health checks come all the time: only what is refused is worth a line.
        if len(values) > 1 and str(values[1]) >= "400":
            super().log_message(form, *values)


def main():
    server = ThreadingHTTPServer(("", int(os.environ["PORT"])), Handler)
    server.identity = identify()
    server.readiness = Readiness(server.identity["region"])
    threading.Thread(target=server.readiness.watch, daemon=True).start()
    print("listening on", server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
