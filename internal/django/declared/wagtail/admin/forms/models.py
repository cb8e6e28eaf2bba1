from modelcluster.forms import ClusterForm, ClusterFormMetaclass, ClusterFormOptions


class WagtailAdminModelFormOptions(ClusterFormOptions):
    pass


class WagtailAdminModelFormMetaclass(ClusterFormMetaclass):
    pass


class WagtailAdminModelForm(ClusterForm):
    pass


class WagtailAdminDraftStateFormMixin:
    pass
