class Diff:
    pass


class Resource:
    pass


class ModelResource(Resource):
    pass
