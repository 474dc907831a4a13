import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { GenericContainer } from 'testcontainers';
import { freePort } from './free-port';

const run = promisify(execFile);

export interface ContainerPlan {
  image: string;
  port: number;
  command: string[];
  files?: Record<string, string>;
}

/** A server in a container, on a fixed port of this machine so that it can be killed and started again under its clients. */
export interface RunningContainer {
  readonly port: number;
  kill(): Promise<void>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a container; needs a Docker engine. */
export async function startContainer({ image, port: inside, command, files = {} }: ContainerPlan): Promise<RunningContainer> {
  const port = await freePort();
  const content = Object.entries(files).map(([target, text]) => ({ target, content: text }));
  const container = await new GenericContainer(image)
    .withCommand(command)
    .withCopyContentToContainer(content)
    .withExposedPorts({ container: inside, host: port })
    .start();
  const docker =
    (...words: string[]) =>
    async (): Promise<void> =>
      void (await run('docker', [...words, container.getId()]));
  return {
    port,
    kill: docker('kill', '--signal=SIGKILL'),
    freeze: docker('pause'),
    thaw: docker('unpause'),
    restart: docker('start'),
    stop: async () => void (await container.stop()),
  };
}
