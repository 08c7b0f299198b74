import type { Node } from '../domain/node.ts';
import {
  DEVICE_SYSTEMS,
  type DeviceSystem,
  type JoiningFlags,
  joinSteps,
  leftToTheAdmin,
  parseJoining,
} from '../domain/onboarding.ts';
import type { PreAuthKey } from '../domain/pre-auth-key.ts';
import { describeNode } from '../domain/resolve-node.ts';
import { mergeRoutes, removeRoutes } from '../domain/route.ts';
import { maskSecret } from '../domain/secret.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { awaitNode } from '../operations/await-node.ts';
import { applyRoutes } from '../operations/change-routes.ts';
import { joinJson, joinText } from '../output/join-steps.ts';
import { visible } from '../output/safe-text.ts';
import { preAuthKeyView } from '../output/views/preauthkeys.ts';
import { qrCode } from '../terminal/qr-code.ts';
import { canSpin, startSpinner } from '../terminal/spinner.ts';
import { ChangeCommand, type ChangeFlags } from './change-command.ts';
import { deviceLoginServer } from './device-login-server.ts';

/** What the flags of onboarding say, as typed. */
export interface OnboardingFlags extends ChangeFlags, JoiningFlags {
  readonly onboard: boolean;
  readonly for?: readonly DeviceSystem[] | undefined;
  readonly 'login-server'?: string | undefined;
  readonly qr?: boolean;
  readonly copy?: boolean;
}

/** The steps for a key that is still to be made, or for none; what could go wrong has been looked at. */
export interface Onboarding {
  readonly loginServer: string;
  steps(authKey: string | undefined): ReturnType<typeof joinSteps>;
}

/** The base of commands after which a device comes. */
export abstract class OnboardCommand extends ChangeCommand {
  /**
   * What the device's owner is to be told; undefined where nobody asked for it. Done before anything is made.
   * @throws HsError `usage`, `invalid_value`
   */
  protected async onboarding(flags: OnboardingFlags): Promise<Onboarding | undefined> {
    if (flags.copy && flags.qr) {
      throw new HsError('usage', '--copy shows no secret, and --qr draws one', {
        hint: 'Leave one of them out.',
      });
    }
    if (flags.copy) await this.deps.clipboard.require();
    const joining = parseJoining(flags);
    const asked = flags.onboard || flags.for !== undefined || joining.hostname !== undefined;
    if (!asked && joining.advertiseRoutes.length === 0 && !joining.advertiseExitNode) return undefined;
    const { url: loginServer, notice } = deviceLoginServer(flags['login-server'], this.server);
    if (notice) this.out.note(notice);
    const systems = flags.for ?? DEVICE_SYSTEMS;
    const left = leftToTheAdmin(joining, systems);
    if (left) this.out.note(left);
    return { loginServer, steps: (authKey) => joinSteps({ ...joining, loginServer, authKey }, systems) };
  }

  /**
   * Says what the owner does where no key was made: the device then shows what is to be registered. True where that
   * was asked for. No server is talked to.
   * @throws HsError `usage`, `invalid_value`
   */
  protected async toldOwner(flags: OnboardingFlags): Promise<boolean> {
    await this.choose(flags, { keyless: true });
    const onboarding = await this.onboarding(flags);
    if (!onboarding) return false;
    const steps = onboarding.steps(undefined);
    const { machine } = this.out.how;
    await this.out.text(
      machine
        ? `${JSON.stringify(joinJson(onboarding.loginServer, steps), undefined, 2)}\n`
        : joinText(steps),
    );
    this.out.note('Then register what the device shows: hs nodes register TEXT');
    return true;
  }

  /** Hands a new key over: printed, drawn, or copied and then not shown. */
  protected async handOver(key: PreAuthKey, onboarding: Onboarding | undefined, flags: OnboardingFlags) {
    const shown = flags.copy ? maskSecret(key.key) : key.key;
    const steps = onboarding?.steps(shown);
    if (flags.copy) await this.#copy(key, onboarding);
    const view = !onboarding
      ? preAuthKeyView
      : {
          ...preAuthKeyView,
          toJson: (item: PreAuthKey, options: { reveal: boolean }) => ({
            ...preAuthKeyView.toJson(item, options),
            onboarding: joinJson(onboarding.loginServer, onboarding.steps(shown)),
          }),
        };
    await this.out.newSecret({
      secret: shown,
      item: { ...key, key: shown },
      view,
      forPeople: steps && joinText(steps),
      expireCommand: `hs preauthkeys expire id:${key.id}`,
    });
    if (!flags.qr) return;
    if (this.deps.streams.stderr.isTTY) this.out.drawing(await qrCode(key.key, this.out.how.errorColour > 0));
    else this.out.note('No QR code is drawn: stderr is no terminal');
  }

  async #copy(key: PreAuthKey, onboarding: Onboarding | undefined): Promise<void> {
    const line = onboarding?.steps(key.key).find(({ command }) => command !== null);
    await this.deps.clipboard.copy(line?.command ?? key.key);
    this.out.note(`Copied ${line ? `the line for ${line.name}` : 'the key'}; it is not shown`);
  }

  /** Waits for the device to be online, then offers what it announces. */
  protected async welcome(
    api: HeadscaleApi,
    fits: (node: Node) => boolean,
    flags: ChangeFlags,
  ): Promise<void> {
    const { streams, env, sleep } = this.deps;
    const spins = canSpin({ ...streams, env });
    const spinner = startSpinner(awaited(undefined), { ...streams, env, off: this.out.how.quiet });
    const progress = (node: Node | undefined) => {
      spinner.update(visible(awaited(node)));
      // Where nothing is drawn, ten minutes of silence would look like the end.
      if (!spins) this.out.note(awaited(node));
    };
    let node: Node;
    try {
      node = await awaitNode(api, fits, { sleep, progress });
    } finally {
      spinner.stop();
    }
    this.report(`Node ${describeNode(node)} is online, ${node.ipAddresses.join(', ')}`);
    await this.#offerRoutes(api, node, flags);
  }

  async #offerRoutes(api: HeadscaleApi, node: Node, flags: ChangeFlags): Promise<void> {
    const waiting = removeRoutes(node.availableRoutes, node.approvedRoutes);
    if (waiting.length === 0) return;
    const prompter = this.prompter(flags);
    const announces = `It announces ${waiting.join(', ')}`;
    if (!prompter) {
      return this.out.note(`${announces}: hs routes approve id:${node.id} ${waiting.join(',')}`);
    }
    this.out.question([announces]);
    if (!(await prompter.confirm('Approve?'))) return;
    this.report(await applyRoutes(api, node, mergeRoutes(node.approvedRoutes, waiting)));
  }
}

/** What is waited for: the device, then for it to be online. */
function awaited(node: Node | undefined): string {
  return node ? `Node ${describeNode(node)} is there; waiting for it to be online` : 'Waiting for the device';
}
