import io.trainyard.client.ApiClient;
import io.trainyard.client.ApiException;
import io.trainyard.client.api.DataSetsApi;
import io.trainyard.client.api.JobsApi;
import io.trainyard.client.api.LossesApi;
import io.trainyard.client.api.ModelsApi;
import io.trainyard.client.model.DataSet;
import io.trainyard.client.model.DryRun;
import io.trainyard.client.model.Job;
import io.trainyard.client.model.JobRequest;
import io.trainyard.client.model.JobRequestModel;
import io.trainyard.client.model.JobStatus;
import io.trainyard.client.model.Layer;
import io.trainyard.client.model.Linear;
import io.trainyard.client.model.LossRow;
import io.trainyard.client.model.MSELoss;
import io.trainyard.client.model.ModelSpec;
import io.trainyard.client.model.Optimizer;
import io.trainyard.client.model.Prediction;
import io.trainyard.client.model.PredictionRequest;
import io.trainyard.client.model.ReLU;
import io.trainyard.client.model.SGD;
import io.trainyard.client.model.ScriptSpec;
import io.trainyard.client.model.Split;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trains the net of two layers with the generated client, as somebody who types what it offers. */
public final class Article {
  private static final Set<JobStatus> ENDS =
      Set.of(JobStatus.SUCCEEDED, JobStatus.FAILED, JobStatus.CANCELLED);

  private static final String KINDS = "a,b,kind\n1,2,x\n3,4,y\n";

  private final ApiClient client = new ApiClient();
  private final JobsApi jobs;

  private Article(String server) {
    client.updateBaseUri(server);
    jobs = new JobsApi(client);
  }

  public static void main(String[] arguments) throws Exception {
    new Article(arguments[0]).run();
  }

  private void run() throws Exception {
    MSELoss sumOfSquares =
        new MSELoss().type(MSELoss.TypeEnum.MSE_LOSS).reduction(MSELoss.ReductionEnum.SUM);
    DryRun tried = jobs.dryRunJob(twoLayers(sumOfSquares, 3));
    check(tried.getSummary().getParameters() == 27, tried);

    String key = "the-articles-job";
    String posted = jobs.createJob(twoLayers(sumOfSquares, 3), key).getId();
    Job job = finished(jobs.createJob(twoLayers(sumOfSquares, 3), key));
    check(job.getId().equals(posted), posted);
    LossesApi losses = new LossesApi(client);
    List<LossRow> rows = losses.getLosses(job.getId(), null, null, null).getLosses();
    check(rows.size() == 50, rows);
    check(rows.getLast().getTrainLoss() < rows.getFirst().getTrainLoss(), rows);
    check(text(losses.drawLosses(job.getId())).startsWith("<svg"), "no picture");
    DataSetsApi dataSets = new DataSetsApi(client);
    String content = text(dataSets.getDataSetContent("iris", null));
    check(content.startsWith("sepal length (cm),"), content);

    ModelsApi models = new ModelsApi(client);
    Map<String, Double> byName =
        Map.of(
            "sepal length (cm)", 6.7,
            "sepal width (cm)", 3.0,
            "petal length (cm)", 5.2,
            "petal width (cm)", 2.3);
    Prediction prediction =
        models.predict(
            job.getModelId(),
            new PredictionRequest().rows(List.of(List.of(5.1, 3.5, 1.4, 0.2), byName)),
            null);
    check(prediction.getOutputs().size() == 2, prediction);
    check(prediction.getLabels().size() == 2, prediction);
    check(
        models
            .getModelState(job.getModelId())
            .keySet()
            .equals(Set.of("0.weight", "0.bias", "2.weight", "2.bias")),
        "other parameters");

    String rmse =
        """
        class RMSELoss(nn.Module):
            def forward(self, yhat, y):
                return torch.sqrt(torch.mean((yhat - y) ** 2))
        """;
    finished(jobs.createJob(twoLayers(new ScriptSpec().source(rmse), 3), null));

    DataSet stored =
        dataSets.uploadDataSet(
            file("java.csv", KINDS),
            "from-java",
            ",",
            null,
            null,
            "utf-8",
            null,
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null);
    check(stored.getName().equals("from-java") && stored.getRows() == 2, stored);
    String parts =
        """
        {"target": "kind", "target_encoding": "one_hot", "epochs": 2, "split": {"train_size": 1.0},
         "optimizer": {"type": "SGD"}}
        """;
    String net =
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.linear = nn.Linear(2, 2)
            def forward(self, x):
                return self.linear(x)
        """;
    finished(
        jobs.createJobFromForm(
            file("job.json", parts),
            file("net.py", net),
            file("rmse.py", rmse),
            file("kinds.csv", KINDS)));

    try {
      jobs.createJob(twoLayers(sumOfSquares, 2), null);
      throw new IllegalStateException("a net of two outputs cannot learn three classes");
    } catch (ApiException refused) {
      check(refused.getCode() == 422, refused);
    }
    System.out.println("trained " + job.getId());
  }

  private static JobRequest twoLayers(Object loss, int outputs) {
    return new JobRequest()
        .dataset("iris")
        .target("species")
        .targetEncoding(JobRequest.TargetEncodingEnum.ONE_HOT)
        .split(new Split().trainSize(0.67))
        .model(
            new JobRequestModel(
                new ModelSpec()
                    .layers(
                        List.of(
                            new Layer(linear(4, 3)),
                            new Layer(new ReLU().type(ReLU.TypeEnum.RE_LU)),
                            new Layer(linear(3, outputs))))))
        .loss(loss)
        .optimizer(new Optimizer(new SGD().type(SGD.TypeEnum.SGD).lr(1e-4)))
        .epochs(50)
        .seed(4L);
  }

  private static Linear linear(int in, int out) {
    return new Linear().type(Linear.TypeEnum.LINEAR).inFeatures(in).outFeatures(out);
  }

  private Job finished(Job started) throws Exception {
    Job job = started;
    for (int i = 0; i < 600 && !ENDS.contains(job.getStatus()); i++) {
      Thread.sleep(50);
      job = jobs.getJob(job.getId(), 1, null, null);
    }
    check(job.getStatus() == JobStatus.SUCCEEDED, job);
    return job;
  }

  private static File file(String name, String text) throws IOException {
    return Files.writeString(Files.createTempDirectory("article").resolve(name), text).toFile();
  }

  private static String text(File file) throws IOException {
    return Files.readString(file.toPath());
  }

  private static void check(boolean holds, Object what) {
    if (!holds) {
      throw new IllegalStateException(String.valueOf(what));
    }
  }
}
