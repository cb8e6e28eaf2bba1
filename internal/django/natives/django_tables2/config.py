class RequestConfig:
    def __init__(self, request, paginate=True): ...
    def configure(self, table):
        table.request = self.request
        return table.paginate()
