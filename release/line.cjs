/** How a change is written into CHANGELOG.md: its sentences as they are. Read by changesets, which loads no TypeScript. */
module.exports = {
  getReleaseLine: async ({ summary }) => `- ${summary.trim().replace(/\n(?=.)/g, "\n  ")}`,
  getDependencyReleaseLine: async () => "",
};
