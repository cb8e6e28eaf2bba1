from django.db.models.expressions import Func


class UUID4(Func):
    function = "GEN_RANDOM_UUID"


class UUID7(Func):
    function = "UUIDV7"
