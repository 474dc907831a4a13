import { freePort } from '@spil/testing';
import { Proxy } from './proxy';

/** Where one of several brokers lives, and how the others reach it. */
export interface Place {
  name: string;
  /** Clients reach it by these from here. */
  host: string;
  port: number;
  /** Lines of its configuration: where it listens for clients, and for the other brokers. */
  listen: { client: string; cluster: string };
  /** Starts a program there. */
  command(program: string, args: readonly string[]): { program: string; args: readonly string[] };
}

/** What lies between brokers, and can be cut. */
export interface Network {
  readonly places: readonly Place[];
  /** Cuts one off from the others; how it was done, for the history. */
  partition(name: string, pick: <T>(from: readonly T[]) => T): Promise<string>;
  join(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Brokers on loopback, each link between two of them through a proxy: for whoever may not make network namespaces. */
export class ProxyNetwork implements Network {
  private constructor(
    readonly places: readonly Place[],
    /** `from>to` */
    private readonly links: ReadonlyMap<string, Proxy>,
  ) {}

  static async of(names: readonly string[]): Promise<ProxyNetwork> {
    const nodes: { name: string; port: number; route: number }[] = [];
    for (const name of names) nodes.push({ name, port: await freePort(), route: await freePort() });
    const links = new Map<string, Proxy>();
    for (const from of nodes) for (const to of nodes) if (from !== to) links.set(`${from.name}>${to.name}`, await Proxy.to(to.route));
    const places = nodes.map(({ name, port, route }): Place => {
      const others = names.filter((other) => other !== name);
      const routes = others.map((other) => `"nats://127.0.0.1:${links.get(`${name}>${other}`)?.port ?? 0}"`).join(', ');
      return {
        name,
        host: '127.0.0.1',
        port,
        // Nodes tell each other where a third can be reached: an address that leads nowhere keeps every link on its proxy.
        listen: {
          client: `host: 127.0.0.1\nport: ${port}`,
          cluster: `host: 127.0.0.1, port: ${route}, advertise: "127.0.0.1:9", routes: [${routes}]`,
        },
        command: (program, args) => ({ program, args }),
      };
    });
    return new ProxyNetwork(places, links);
  }

  /** Connections stay open and nothing passes, or they end. */
  partition: Network['partition'] = (name, pick) => {
    const how = pick(['silent', 'reset'] as const);
    for (const proxy of this.linksOf(name)) {
      proxy.weather = { refuse: true, blackHole: true };
      if (how === 'reset') proxy.cut('reset');
    }
    return Promise.resolve(`its proxies ${how}`);
  };

  /** What was swallowed left holes in the connections of before: they end. */
  join(name: string): Promise<void> {
    for (const proxy of this.linksOf(name)) {
      proxy.cut('reset');
      proxy.weather = {};
    }
    return Promise.resolve();
  }

  async close(): Promise<void> {
    for (const proxy of this.links.values()) await proxy.close();
  }

  private linksOf(name: string): Proxy[] {
    return [...this.links].filter(([link]) => link.includes(name)).map(([, proxy]) => proxy);
  }
}
