def api_view(http_method_names=None):
    return lambda function: function


def action(methods=None, detail=None, url_path=None, url_name=None, **kwargs):
    return lambda function: function


def permission_classes(classes):
    return lambda function: function


authentication_classes = throttle_classes = renderer_classes = parser_classes = permission_classes
