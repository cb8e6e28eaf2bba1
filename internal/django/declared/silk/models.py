from django.db import models


class Request(models.Model):
    id = models.CharField(max_length=36, primary_key=True)
    path = models.CharField(max_length=190, db_index=True)
    query_params = models.TextField()
    raw_body = models.TextField()
    body = models.TextField()
    method = models.CharField(max_length=10)
    start_time = models.DateTimeField(db_index=True)
    view_name = models.CharField(max_length=190, null=True, db_index=True)
    end_time = models.DateTimeField(null=True)
    time_taken = models.FloatField(null=True)
    encoded_headers = models.TextField()
    meta_time = models.FloatField(null=True)
    meta_num_queries = models.IntegerField(null=True)
    meta_time_spent_queries = models.FloatField(null=True)
    pyprofile = models.TextField()
    prof_file = models.FileField(max_length=300)
    num_sql_queries = models.IntegerField()


class Response(models.Model):
    id = models.CharField(max_length=36, primary_key=True)
    request = models.OneToOneField("Request", models.CASCADE, related_name="response")
    status_code = models.IntegerField()
    raw_body = models.TextField()
    body = models.TextField()
    encoded_headers = models.TextField()


class SQLQueryManager(models.Manager):
    pass


class SQLQuery(models.Model):
    query = models.TextField()
    start_time = models.DateTimeField(null=True)
    end_time = models.DateTimeField(null=True)
    time_taken = models.FloatField(null=True)
    identifier = models.IntegerField()
    request = models.ForeignKey("Request", models.CASCADE, null=True, related_name="queries")
    traceback = models.TextField()
    analysis = models.TextField(null=True)
    objects = SQLQueryManager()


class BaseProfile(models.Model):
    name = models.CharField(max_length=300)
    start_time = models.DateTimeField()
    end_time = models.DateTimeField(null=True)
    request = models.ForeignKey("silk.Request", models.CASCADE, null=True)
    time_taken = models.FloatField(null=True)

    class Meta:
        abstract = True


class Profile(BaseProfile):
    file_path = models.CharField(max_length=300)
    line_num = models.IntegerField(null=True)
    end_line_num = models.IntegerField(null=True)
    func_name = models.CharField(max_length=300)
    exception_raised = models.BooleanField()
    queries = models.ManyToManyField("SQLQuery", db_index=True, related_name="profiles")
    dynamic = models.BooleanField()
