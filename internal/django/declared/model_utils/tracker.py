class FieldTracker:
    def __init__(self, fields=None):
        self.fields = fields

    def __call__(self, function=None, fields=None):
        return function or (lambda method: method)


class ModelTracker(FieldTracker):
    pass
