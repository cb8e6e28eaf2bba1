class BaseMetadata:
    pass


class SimpleMetadata(BaseMetadata):
    pass
