class Diff:
    pass


class Resource:
    def __init__(self, **kwargs):
        pass


class ModelResource(Resource):
    def get_queryset(self):
        return self._meta.model.objects.all()
