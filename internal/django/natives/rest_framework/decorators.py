def _keep(*args, **kwargs):
    return lambda function: function


api_view = action = _keep
renderer_classes = parser_classes = authentication_classes = throttle_classes = permission_classes = _keep
throttle_scope = content_negotiation_class = metadata_class = versioning_class = schema = _keep


class MethodMapper(dict):
    pass
