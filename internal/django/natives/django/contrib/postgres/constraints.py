from django.db.models.constraints import BaseConstraint


class ExclusionConstraint(BaseConstraint):
    def __init__(
        self, *, name, expressions, index_type=None, condition=None, deferrable=None, include=None,
        violation_error_code=None, violation_error_message=None,
    ): ...
