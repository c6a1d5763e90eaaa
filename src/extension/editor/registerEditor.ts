import * as vscode from 'vscode';
import { ownTypist } from '../../node/self';
import type { ContainersState } from '../containers/containersState';
import type { Perform } from '../find/perform';
import { type Disposable, DisposableStore } from '../lifetime';
import { ComposeMarks } from './composeMarks';
import { Answers } from './mentionAnswers';
import type { DetailsSources } from './details';
import { mentioningDocuments } from './detailDocuments';
import { PortHints } from './hints';
import { PortHover } from './hover';
import { registerContainerLinks, registerLinks } from './portLinks';
import { type FreePortNear, registerUseFreePort } from './useFreePort';
import { VisibleMentions } from './visibleMentions';

/** The hints behind ports that files name. */
export interface EditorHints extends Disposable {
  readonly visible: VisibleMentions;
}

/** Registers hints, hovers and the links in them. @param freePortNear is asked at a click alone */
export function registerEditorHints(
  sources: DetailsSources & { readonly containers: ContainersState },
  perform: Perform,
  freePortNear: FreePortNear,
): EditorHints {
  const { monitor, containers } = sources;
  const disposables = new DisposableStore();
  const answers = new Answers(monitor);
  const visible = disposables.add(new VisibleMentions(monitor, answers, () => void containers.asked()));
  disposables.add(new ComposeMarks(visible, answers));
  const hints = new PortHints(sources, answers, visible);
  const hover = new PortHover(sources, answers);
  disposables.add(vscode.languages.registerInlayHintsProvider(mentioningDocuments, hints));
  disposables.add(vscode.languages.registerHoverProvider(mentioningDocuments, hover));
  disposables.add(registerLinks(monitor, perform));
  disposables.add(registerUseFreePort(freePortNear));
  const acting = { state: containers, uid: () => ownTypist().uid, selection: () => [] };
  disposables.add(registerContainerLinks(acting));
  return { visible, dispose: () => disposables.dispose() };
}
