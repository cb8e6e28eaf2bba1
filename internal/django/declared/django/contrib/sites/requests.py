class RequestSite:
    pass
