import enum


class PostgresPartitioningMethod(str, enum.Enum):
    RANGE = "range"
    LIST = "list"
    HASH = "hash"
