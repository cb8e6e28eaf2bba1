from django.core.exceptions import ObjectDoesNotExist


class FeedDoesNotExist(ObjectDoesNotExist):
    pass


class Feed:
    pass
