def action(function=None, *, permissions=None, description=None):
    return function or (lambda method: method)


def display(function=None, *, boolean=None, ordering=None, description=None, empty_value=None):
    return function or (lambda method: method)


def register(*models, site=None):
    return lambda admin_class: admin_class
