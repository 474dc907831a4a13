import { AnswerCall } from './answer/answer-call';
import type { Call, Unit } from './frames';
import { SceneCard } from './scene-card';
import { SendUnit } from './send-unit';

interface Props {
  call: Call;
  /** The same call as the list of promises has it. */
  promised?: Call;
  units: readonly Unit[];
  /** Registered a moment ago: the hand goes on here. */
  fresh: boolean;
}

/** What a dispatcher does with a call: its answer, who is sent, what awaits them there. Mounted anew for each call. */
export default function CallDetail({ call, promised, units, fresh }: Props) {
  return (
    <>
      <AnswerCall call={{ ...call, ...promised }} fresh={fresh} />
      <SendUnit call={call} units={units} />
      <SceneCard callId={call.callId} call={call} why="chosen" />
    </>
  );
}
