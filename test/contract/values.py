"""Values of a recorded graph: what is unknown or secret in them, and what a mapping has looked at."""

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
UNKNOWN = {
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
}


class Unknown(str):
    """Given, and not known before deployment: an id that AWS makes. It is there, and its text says nothing."""


unknown = Unknown("a-value-that-is-not-known-before-deployment")


class Joined(Unknown):
    """Texts with commas between them, some of which are unknown."""

    def __new__(cls, parts):
        value = super().__new__(cls, ",".join(parts))
        value.parts = parts
        return value


def joined(parts):
    """One text, with commas."""
    return Joined(parts) if any(isinstance(part, Unknown) for part in parts) else ",".join(parts)


def opened(value):
    """The plain value: secrets in the clear, what is unknown marked, null left out."""
    if isinstance(value, str):
        return unknown if value in UNKNOWN else value
    if isinstance(value, list):
        return [opened(item) for item in value]
    if isinstance(value, dict):
        if SIGNATURE in value:
            return opened(value["value"]) if value[SIGNATURE] == SECRET and "value" in value else unknown
        return {key: opened(item) for key, item in value.items() if item is not None and key != "__defaults"}
    return value


class Properties:
    """The inputs of a resource; remembers which of them a mapping has read."""

    def __init__(self, values):
        self.values = values
        self.left = set(values)

    def __getitem__(self, name):
        """The property, None when it is not set."""
        self.left.discard(name)
        return self.values.get(name)

    def rest(self, *without):
        """All properties that nobody has read yet, by name."""
        names = [name for name in sorted(self.left) if name not in without]
        return {name: self[name] for name in names}

    def ignore(self, *names):
        """What only the provider itself looks at."""
        self.left.difference_update(names)
