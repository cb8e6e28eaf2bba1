LOOKUP_SEP = "__"


class OnConflict:
    IGNORE = "ignore"
    UPDATE = "update"
