from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models.orderable import Orderable
from wagtail.models.specific import SpecificMixin
from wagtail.query import SpecificQuerySetMixin


class WorkflowContentType(models.Model):
    content_type = models.OneToOneField(
        "contenttypes.ContentType", models.CASCADE, primary_key=True, related_name="wagtail_workflow_content_type"
    )
    workflow = models.ForeignKey("Workflow", models.CASCADE, related_name="workflow_content_types")


class WorkflowStateQuerySet(models.QuerySet):
    pass


class WorkflowState(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    base_content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    content_object = GenericForeignKey("base_content_type", "object_id", for_concrete_model=False)
    workflow = models.ForeignKey("Workflow", models.CASCADE, related_name="workflow_states")
    status = models.CharField(max_length=50)
    created_at = models.DateTimeField()
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="requested_workflows"
    )
    current_task_state = models.OneToOneField("TaskState", models.SET_NULL, null=True)
    objects = WorkflowStateQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="workflowstate_ct_id_idx", fields=["content_type", "object_id"]),
            models.Index(name="workflowstate_base_ct_id_idx", fields=["base_content_type", "object_id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="unique_in_progress_workflow",
                fields=("base_content_type", "object_id"),
                condition=models.Q(status__in=("in_progress", "needs_changes")),
            )
        ]


class WorkflowManager(models.Manager):
    pass


class AbstractWorkflow(ClusterableModel):
    name = models.CharField(max_length=255)
    active = models.BooleanField()
    objects = WorkflowManager()

    class Meta:
        abstract = True


class Workflow(AbstractWorkflow):
    pass


class WorkflowTask(Orderable):
    workflow = ParentalKey("Workflow", models.CASCADE, related_name="workflow_tasks")
    task = models.ForeignKey("Task", models.CASCADE, related_name="workflow_tasks")

    class Meta:
        ordering = ["sort_order"]
        unique_together = [("workflow", "task")]


class TaskQuerySet(SpecificQuerySetMixin, models.QuerySet):
    pass


class Task(SpecificMixin, models.Model):
    name = models.CharField(max_length=255)
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="wagtail_tasks")
    active = models.BooleanField()
    objects = TaskQuerySet.as_manager()


class AbstractGroupApprovalTask(Task):
    groups = models.ManyToManyField("auth.Group")

    class Meta:
        abstract = True


class GroupApprovalTask(AbstractGroupApprovalTask):
    pass


class BaseTaskStateManager(models.Manager):
    pass


class TaskStateQuerySet(SpecificQuerySetMixin, models.QuerySet):
    pass


TaskStateManager = BaseTaskStateManager.from_queryset(TaskStateQuerySet)


class TaskState(SpecificMixin, models.Model):
    workflow_state = models.ForeignKey("WorkflowState", models.CASCADE, related_name="task_states")
    revision = models.ForeignKey("Revision", models.CASCADE, related_name="task_states")
    task = models.ForeignKey("Task", models.CASCADE, related_name="task_states")
    status = models.CharField(max_length=50)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="finished_task_states"
    )
    comment = models.TextField()
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="wagtail_task_states")
    objects = TaskStateManager()


class WorkflowMixin(models.Model):
    _workflow_states = GenericRelation(
        "wagtailcore.WorkflowState", content_type_field="base_content_type", for_concrete_model=False
    )

    class Meta:
        abstract = True
