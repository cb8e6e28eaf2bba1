class TableData:
    def __init__(self, data):
        self.data = data

    @staticmethod
    def from_data(data):
        return data if isinstance(data, TableData) else TableQuerysetData(data)

    def set_table(self, table): ...
    def order_by(self, aliases): ...
    def __len__(self): ...
    def __getitem__(self, key): ...
    def __getattr__(self, name): ...


class TableListData(TableData):
    pass


class TableQuerysetData(TableData):
    pass
