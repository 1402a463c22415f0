"""Trains the net of two layers with the generated client, as somebody who types what the client offers."""

import pathlib
import sys
import tempfile
import time

from trainyard_client import (
    ApiClient,
    ApiException,
    Configuration,
    DataSetsApi,
    JobRequest,
    JobRequestModel,
    JobsApi,
    Layer,
    Linear,
    LossesApi,
    MSELoss,
    ModelSpec,
    ModelsApi,
    Optimizer,
    PredictionRequest,
    ReLU,
    SGD,
    ScriptSpec,
    Split,
)

client = ApiClient(Configuration(host=sys.argv[1]))
jobs, losses, models, data_sets = (
    api(client) for api in (JobsApi, LossesApi, ModelsApi, DataSetsApi)
)


def two_layers(loss, outputs=3):
    return JobRequest(
        dataset="iris",
        target="species",
        target_encoding="one_hot",
        split=Split(train_size=0.67),
        model=JobRequestModel(
            ModelSpec(
                layers=[
                    Layer(Linear(type="Linear", in_features=4, out_features=3)),
                    Layer(ReLU(type="ReLU")),
                    Layer(Linear(type="Linear", in_features=3, out_features=outputs)),
                ]
            )
        ),
        loss=loss,
        optimizer=Optimizer(SGD(type="SGD", lr=1e-4)),
        epochs=50,
        seed=4,
    )


def finished(job):
    for _ in range(600):
        if job.status in ("succeeded", "failed", "cancelled"):
            assert job.status == "succeeded", job
            return job
        time.sleep(0.05)
        job = jobs.get_job(job.id, wait=1)
    raise AssertionError(job)


sum_of_squares = MSELoss(type="MSELoss", reduction="sum").to_dict()
tried = jobs.dry_run_job(two_layers(sum_of_squares))
assert tried.summary.parameters == 27, tried

job = finished(jobs.create_job(two_layers(sum_of_squares)))
rows = losses.get_losses(job.id).losses
assert [row.epoch for row in rows] == list(range(50)), rows
assert rows[-1].train_loss < rows[0].train_loss, rows
assert losses.draw_losses(job.id).startswith(b"<svg")

prediction = models.predict(
    job.model_id,
    PredictionRequest(
        rows=[
            [5.1, 3.5, 1.4, 0.2],
            {"sepal length (cm)": 6.7, "sepal width (cm)": 3.0, "petal length (cm)": 5.2, "petal width (cm)": 2.3},
        ]
    ),
)
assert len(prediction.outputs) == 2 and len(prediction.outputs[0]) == 3, prediction
assert set(prediction.labels) <= {"setosa", "versicolor", "virginica"}, prediction
assert set(models.get_model_state(job.model_id)) == {"0.weight", "0.bias", "2.weight", "2.bias"}

rmse = """class RMSELoss(nn.Module):
    def forward(self, yhat, y):
        return torch.sqrt(torch.mean((yhat - y) ** 2))
"""
finished(jobs.create_job(two_layers(ScriptSpec(source=rmse).to_dict())))

with tempfile.TemporaryDirectory() as directory:
    csv = pathlib.Path(directory, "python.csv")
    csv.write_text("a,b,kind\n1,2,x\n3,4,y\n")
    stored = data_sets.upload_data_set(file=str(csv), name="from-python")
    assert (stored.name, stored.rows) == ("from-python", 2), stored
    form = pathlib.Path(directory, "job.json")
    form.write_text(two_layers(sum_of_squares).to_json())
    finished(jobs.create_job_from_form(job=str(form)))

try:
    jobs.create_job(two_layers(sum_of_squares, outputs=2))
    raise AssertionError("a net of two outputs cannot learn three classes")
except ApiException as refused:
    assert refused.status == 422 and "outputs" in refused.body, refused

print("trained", job.id)
