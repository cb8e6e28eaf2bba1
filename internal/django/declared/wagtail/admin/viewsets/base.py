class ViewSet:
    pass


class ViewSetGroup:
    pass
