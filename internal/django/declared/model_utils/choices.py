class Choices:
    """Triples (database value, Python name, label); iterated, it gives what a field's choices want."""

    def __init__(self, *choices):
        self._triples = []
        for choice in choices:
            if not isinstance(choice, (list, tuple)):
                choice = (choice, choice, choice)
            elif len(choice) == 2:
                choice = (choice[0], choice[0], choice[1])
            self._triples.append(choice)

    def __iter__(self):
        return iter([(value, label) for value, name, label in self._triples])

    def __len__(self):
        return len(self._triples)

    def __getattr__(self, attribute):
        for value, name, label in self.__dict__.get("_triples", []):
            if name == attribute:
                return value
        raise AttributeError(attribute)

    def __getitem__(self, key):
        return dict(self)[key]
