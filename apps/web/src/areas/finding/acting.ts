import { createContext, useContext } from 'react';

import type { CommandName } from '../../api/command';
import type { Values } from './form';

interface ActingContext {
  may: (command: CommandName) => boolean;
  /** Opens the command's form, or gives it at once where nothing is asked. `preset` is filled in, and sent where no field shows it. */
  act: (command: CommandName, preset?: Values) => void;
}

export const Actor = createContext<ActingContext>({ may: () => false, act: () => undefined });

export const useActing = (): ActingContext => useContext(Actor);
