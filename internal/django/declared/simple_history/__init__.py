def register(model, app=None, manager_name="history", records_class=None, table_name=None, **records_config):
    from simple_history.models import HistoricalRecords

    records = (records_class or HistoricalRecords)(**records_config)
    records.table_name = table_name
    records.module = f"{app}.models" if app else model.__module__
    records.cls = model
    records.finalize(model)
