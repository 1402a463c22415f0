// Trains the net of two layers with the generated client, as somebody who types what the client offers.

import {
  Configuration,
  DataSetsApi,
  Job,
  JobRequest,
  JobRequestToJSON,
  JobsApi,
  Loss,
  LossToJSON,
  ScriptSpec,
  LossesApi,
  ModelsApi,
  ResponseError,
} from './client';

declare const process: { argv: string[]; exit(code: number): never };

const configuration = new Configuration({ basePath: process.argv[2] });
const jobs = new JobsApi(configuration);
const losses = new LossesApi(configuration);
const models = new ModelsApi(configuration);
const dataSets = new DataSetsApi(configuration);

function twoLayers(loss: object, outputs = 3): JobRequest {
  return {
    dataset: 'iris',
    target: 'species',
    targetEncoding: 'one_hot',
    split: { trainSize: 0.67 },
    model: {
      layers: [
        { type: 'Linear', inFeatures: 4, outFeatures: 3 },
        { type: 'ReLU' },
        { type: 'Linear', inFeatures: 3, outFeatures: outputs },
      ],
    },
    loss,
    optimizer: { type: 'SGD', lr: 1e-4 },
    epochs: 50,
    seed: 4,
  };
}

function check(holds: boolean, what: unknown): void {
  if (!holds) {
    throw new Error(JSON.stringify(what));
  }
}

async function finished(started: Job): Promise<Job> {
  let job = started;
  for (let i = 0; i < 600; i++) {
    if (job.status === 'succeeded' || job.status === 'failed' || job.status === 'cancelled') {
      check(job.status === 'succeeded', job);
      return job;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    job = await jobs.getJob({ jobId: job.id, wait: 1 });
  }
  throw new Error(`${job.id} is ${job.status}`);
}

async function main(): Promise<void> {
  const mse: Loss = { type: 'MSELoss', reduction: 'sum' };
  const sumOfSquares = LossToJSON(mse);
  const tried = await jobs.dryRunJob({ jobRequest: twoLayers(sumOfSquares) });
  check(tried.summary.parameters === 27, tried);

  const job = await finished(await jobs.createJob({ jobRequest: twoLayers(sumOfSquares) }));
  const rows = (await losses.getLosses({ jobId: job.id })).losses;
  check(rows.length === 50 && rows[49].trainLoss! < rows[0].trainLoss!, rows);
  check((await (await losses.drawLosses({ jobId: job.id })).text()).startsWith('<svg'), 'no picture');
  const content = await (await dataSets.getDataSetContent({ dataset: 'iris' })).text();
  check(content.startsWith('sepal length (cm),'), content);

  const modelId = job.modelId!;
  const prediction = await models.predict({
    modelId,
    predictionRequest: {
      rows: [
        [5.1, 3.5, 1.4, 0.2],
        { 'sepal length (cm)': 6.7, 'sepal width (cm)': 3, 'petal length (cm)': 5.2, 'petal width (cm)': 2.3 },
      ],
    },
  });
  check(prediction.outputs.length === 2 && prediction.outputs[0].length === 3, prediction);
  check(prediction.labels!.length === 2, prediction);
  const state = await models.getModelState({ modelId });
  check(Object.keys(state).join() === '0.weight,0.bias,2.weight,2.bias', state);

  const rmse =
    'class RMSELoss(nn.Module):\n    def forward(self, yhat, y):\n        return torch.sqrt(torch.mean((yhat - y) ** 2))\n';
  const text: ScriptSpec = { source: rmse };
  await finished(await jobs.createJob({ jobRequest: twoLayers(text) }));

  const csv = new Blob(['a,b,kind\n1,2,x\n3,4,y\n'], { type: 'text/csv' });
  const stored = await dataSets.uploadDataSet({ file: csv, name: 'from-typescript' });
  check(stored.name === 'from-typescript' && stored.rows === 2, stored);
  const form = new Blob([JSON.stringify(JobRequestToJSON(twoLayers(sumOfSquares)))]);
  await finished(await jobs.createJobFromForm({ job: form }));

  const refused = await jobs
    .createJob({ jobRequest: twoLayers(sumOfSquares, 2) })
    .catch((error: ResponseError) => error.response.status);
  check(refused === 422, refused);

  console.log('trained', job.id);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
