from django.dispatch import Signal, receiver

NO_RECEIVERS = None
