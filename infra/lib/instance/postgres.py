"""One statement to PostgreSQL over TLS, with a deadline: instances have no way to a package that could do it.

Signs in by SCRAM-SHA-256, with which the server proves as well that it knows the password, or by MD5. The certificate is
not verified: its authority is AWS's own and not on the image. A server that asks for the bare password gets none.
https://www.postgresql.org/docs/14/protocol.html
"""

import base64
import hashlib
import hmac
import os
import socket
import ssl
import struct
import time


class DatabaseError(Exception):
    """The server refuses, or says what a server of PostgreSQL would not say."""


class Connection:
    """`user` and `password` as text. Every call but the look-up of the name ends by the deadline,
    `seconds` from now, with an OSError if it must."""

    def __init__(self, host, port, database, user, password, seconds):
        self.ends = time.monotonic() + seconds
        raw = socket.create_connection((host, port), timeout=seconds)
        try:
            self.socket = self.secure(raw)
            self.sign_in(database, user, password)
        except BaseException:
            raw.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def secure(self, raw):
        raw.settimeout(self.left())
        raw.sendall(struct.pack("!ii", 8, 80877103))
        if raw.recv(1) != b"S":
            raise DatabaseError("no TLS")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context.wrap_socket(raw)

    def left(self):
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("deadline")
        return left

    def send(self, kind, body):
        self.socket.settimeout(self.left())
        self.socket.sendall(kind + struct.pack("!i", len(body) + 4) + body)

    def receive(self):
        kind, length = struct.unpack("!ci", self.exactly(5))
        body = self.exactly(length - 4)
        if kind == b"E":
            fields = {part[:1]: part[1:] for part in body.split(b"\0")}
            raise DatabaseError("refused: " + fields.get(b"C", b"?").decode("ascii", "replace"))
        return kind, body

    def exactly(self, count):
        found = b""
        while len(found) < count:
            self.socket.settimeout(self.left())
            part = self.socket.recv(count - len(found))
            if not part:
                raise ConnectionError("closed")
            found += part
        return found

    def sign_in(self, database, user, password):
        pairs = b"".join(word.encode() + b"\0" for word in ("user", user, "database", database)) + b"\0"
        self.send(b"", struct.pack("!i", 196608) + pairs)
        while True:
            kind, body = self.receive()
            if kind == b"Z":
                return
            if kind == b"R":
                self.prove(struct.unpack("!i", body[:4])[0], body[4:], user, password)

    def prove(self, method, body, user, password):
        if method == 5:
            inner = hashlib.md5((password + user).encode()).hexdigest()
            self.send(b"p", b"md5" + hashlib.md5(inner.encode() + body[:4]).hexdigest().encode() + b"\0")
        elif method == 10:
            self.scram(password.encode())
        elif method != 0:
            raise DatabaseError("a way to sign in that is not known: " + str(method))

    def scram(self, password):
        nonce = base64.b64encode(os.urandom(18)).decode()
        bare = "n=,r=" + nonce
        first = ("n,," + bare).encode()
        self.send(b"p", b"SCRAM-SHA-256\0" + struct.pack("!i", len(first)) + first)
        challenge = self.answer(11)
        said = dict(part.split("=", 1) for part in challenge.split(","))
        if not said["r"].startswith(nonce):
            raise DatabaseError("another nonce")
        final = "c=biws,r=" + said["r"]
        salted = hashlib.pbkdf2_hmac("sha256", password, base64.b64decode(said["s"]), int(said["i"]))
        key = hmac.digest(salted, b"Client Key", "sha256")
        signed = ",".join((bare, challenge, final)).encode()
        signature = hmac.digest(hashlib.sha256(key).digest(), signed, "sha256")
        proof = bytes(one ^ other for one, other in zip(key, signature))
        self.send(b"p", (final + ",p=" + base64.b64encode(proof).decode()).encode())
        known = hmac.digest(hmac.digest(salted, b"Server Key", "sha256"), signed, "sha256")
        if self.answer(12) != "v=" + base64.b64encode(known).decode():
            raise DatabaseError("the server does not know the password")

    def answer(self, method):
        kind, body = self.receive()
        if kind != b"R" or struct.unpack("!i", body[:4])[0] != method:
            raise DatabaseError("out of turn")
        return body[4:].decode()

    def ask(self, statement):
        """The first column of the last row as text; None without one. One statement, no values in it."""
        self.send(b"Q", statement.encode() + b"\0")
        value = None
        while True:
            kind, body = self.receive()
            if kind == b"D":
                length = struct.unpack("!i", body[2:6])[0]
                value = None if length < 0 else body[6 : 6 + length].decode()
            elif kind == b"Z":
                return value
