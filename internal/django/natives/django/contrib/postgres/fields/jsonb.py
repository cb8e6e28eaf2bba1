from django.db.models import JSONField
from django.db.models.fields.json import KeyTextTransform, KeyTransform
