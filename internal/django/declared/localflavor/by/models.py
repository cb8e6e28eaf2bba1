from django.db import models


class BaseModelFieldUpdated:
    initial_options = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{**kwargs, **self.initial_options})


class BYRegionField(BaseModelFieldUpdated, models.CharField):
    initial_options = {"max_length": 1}


class BYPassNumberField(BaseModelFieldUpdated, models.CharField):
    initial_options = {"max_length": 9}


class BYPassIdNumberField(BaseModelFieldUpdated, models.CharField):
    initial_options = {"max_length": 14}


class BYPostalCodeField(BaseModelFieldUpdated, models.CharField):
    initial_options = {"max_length": 6}
