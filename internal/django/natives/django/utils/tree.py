class Node:
    default = "DEFAULT"

    def __bool__(self): ...
