from django.db.models import Func


class RandomUUID(Func):
    template = "GEN_RANDOM_UUID()"


class TransactionNow(Func):
    template = "CURRENT_TIMESTAMP"
