import numpy as np
np.random.seed(0)
print(np.random.randint(0, 256, (2, 2, 3), dtype=np.uint8).tolist(), np.random.randint(0, 10, 5, dtype=np.int8), np.random.randint(-5, 300, 5, dtype=np.int16), np.random.randint(0, 7, 4, dtype=np.int32), np.random.rand(1))
x = np.array([250, 5], dtype=np.uint8); print(x + x, x.astype(np.int32) + 10, x / 2, x.dtype, x.mean(), x.sum(), x.sum().dtype if False else '', np.zeros(2, dtype=np.int32).dtype, x.astype('float32') / 255)
print(np.array([1, 2], dtype=np.int32) * 2, np.arange(3, dtype=np.uint8), np.array([1.5]).astype(np.int16), np.ones((2, 2), dtype='uint8').nbytes, np.uint8(200), np.array([300]).astype(np.uint8))
