from django.db import models


class DjangoJob(models.Model):
    id = models.CharField(max_length=255, primary_key=True)
    next_run_time = models.DateTimeField(null=True, db_index=True)
    job_state = models.BinaryField()

    class Meta:
        ordering = ("next_run_time",)


class DjangoJobExecutionManager(models.Manager):
    pass


class DjangoJobExecution(models.Model):
    id = models.BigAutoField(primary_key=True)
    job = models.ForeignKey("DjangoJob", models.CASCADE)
    status = models.CharField(max_length=50)
    run_time = models.DateTimeField(db_index=True)
    duration = models.DecimalField(null=True, max_digits=15, decimal_places=2)
    finished = models.DecimalField(null=True, max_digits=15, decimal_places=2)
    exception = models.CharField(max_length=1000, null=True)
    traceback = models.TextField(null=True)
    objects = DjangoJobExecutionManager()

    class Meta:
        ordering = ("-run_time",)
        constraints = [models.UniqueConstraint(name="unique_job_executions", fields=("job_id", "run_time"))]
