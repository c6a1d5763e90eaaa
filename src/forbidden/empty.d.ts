// Nothing: a layer that may not import a module finds this instead (see the tsconfig of each layer).
export {};
